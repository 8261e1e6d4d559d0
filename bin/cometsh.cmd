@echo off
rem Starts cometsh on Windows: finds a Java and runs the jar. bin/cometsh is the same for other systems; the layout and the
rem variables COMETSH_JAVA, COMETSH_JAVA_OPTS and COMETSH_CDS are described there. A checkout is built by hand here.
rem
rem The arguments reach the program in a variable: java.exe would lose every letter that the system's code page has not,
rem and make file names of a * or ?. Nothing here looks at them but for the first words, since an & or < in them is
rem harmless only as long as it is not written again. Exit 127: no usable Java, or nothing to run.
setlocal EnableExtensions DisableDelayedExpansion
rem A caller that is no batch file has put them into the variable itself.
if "%COMETSH_ARGUMENTS_FROM%"=="environment" goto arguments
set COMETSH_ARGUMENTS=%*
:arguments
set "COMETSH_ARGUMENTS_FROM="
rem The console is always a Windows console.
set "TERM="
set "cometsh_home=%~dp0.."
set "cometsh_base=%cometsh_home%\lib"
if exist "%cometsh_home%\pom.xml" if exist "%cometsh_home%\src\shell" set "cometsh_base=%cometsh_home%\target"

rem ---- Java ----
set "cometsh_found="
if not defined COMETSH_JAVA goto own_java
set "cometsh_java=%COMETSH_JAVA%"
if exist "%COMETSH_JAVA%\bin\java.exe" set "cometsh_java=%COMETSH_JAVA%\bin\java.exe"
call :look_at
if not errorlevel 1 goto jar
if defined cometsh_found echo cometsh: COMETSH_JAVA is %cometsh_found%; Java 17 or newer is needed>&2
if not defined cometsh_found echo cometsh: COMETSH_JAVA is not a program that can be run; Java 17 or newer is needed>&2
exit /b 127

rem A distribution may have a Java of its own.
:own_java
if not "%cometsh_base%"=="%cometsh_home%\lib" goto java_home
set "cometsh_java=%cometsh_home%\lib\runtime\bin\java.exe"
call :look_at
if not errorlevel 1 goto jar

:java_home
if not defined JAVA_HOME goto java_path
set "cometsh_java=%JAVA_HOME%\bin\java.exe"
call :look_at
if not errorlevel 1 goto jar

:java_path
set "cometsh_java="
for %%p in (java.exe) do set "cometsh_java=%%~$PATH:p"
if not defined cometsh_java goto no_java
call :look_at
if not errorlevel 1 goto jar

:no_java
if not defined cometsh_found set "cometsh_found=no Java"
echo cometsh: %cometsh_found% found, but Java 17 or newer is needed: install one, or set JAVA_HOME or COMETSH_JAVA>&2
exit /b 127

rem Sets cometsh_major; errorlevel 1 for what is no Java 17 or newer. The release file costs less than asking java.
:look_at
set "cometsh_major="
if not exist "%cometsh_java%" exit /b 1
for %%j in ("%cometsh_java%") do set "cometsh_release=%%~dpj..\release"
if not exist "%cometsh_release%" goto ask_java
for /f "usebackq tokens=1,2 delims==" %%u in ("%cometsh_release%") do if "%%u"=="JAVA_VERSION" call :version %%v
goto compare
:ask_java
for /f "usebackq tokens=3" %%v in (`call "%cometsh_java%" -version 2^>^&1`) do if not defined cometsh_major call :version %%v
:compare
if not defined cometsh_major exit /b 1
if %cometsh_major% GEQ 17 exit /b 0
set "cometsh_found=Java %cometsh_major%"
exit /b 1

rem The number before the first point or sign, of what looks like a version.
:version
for /f "tokens=1 delims=.-+" %%n in ("%~1") do set "cometsh_number=%%n"
for /f "delims=0123456789" %%x in ("%cometsh_number%") do exit /b 0
set "cometsh_major=%cometsh_number%"
exit /b 0

rem ---- the jar ----
:jar
set "cometsh_jar="
rem By age, so that after a change of version the newer one counts.
for /f "delims=" %%f in ('dir /b /o:d "%cometsh_base%\cometsh-*.jar" 2^>nul') do call :candidate "%%f"
if defined cometsh_jar goto flags
echo cometsh: no cometsh-VERSION.jar in "%cometsh_base%">&2
if exist "%cometsh_home%\pom.xml" echo cometsh: build it with: mvn package -Dmaven.test.skip=true>&2
exit /b 127

:candidate
set "cometsh_name=%~n1"
if "%cometsh_name:~-8%"=="-sources" exit /b
if "%cometsh_name:~-8%"=="-javadoc" exit /b
if "%cometsh_name:~-6%"=="-tests" exit /b
set "cometsh_jar=%cometsh_base%\%~1"
exit /b

rem ---- flags: what ends at once is fastest with the first compiler alone ----
:flags
set "cometsh_jit="
if not defined COMETSH_ARGUMENTS goto flags_of_all
setlocal EnableDelayedExpansion
set "short= "
set "words=!COMETSH_ARGUMENTS:"=!"
set "words=!words:&= !"
set "words=!words:|= !"
set "words=!words:<= !"
set "words=!words:>= !"
for /f "tokens=1,2" %%a in ("!words!") do (
  for %%w in (-e -h --help -V --version complete completion config login query diff compare check apply undo export sql addon schema) do (
    if "%%a"=="%%w" set "short=-XX:TieredStopAtLevel=1"
    if "%%a"=="--local" if "%%b"=="%%w" set "short=-XX:TieredStopAtLevel=1"
  )
)
endlocal & set "cometsh_jit=%short%"
:flags_of_all
set "cometsh_flags=-Xlog:disable -Dfile.encoding=UTF-8 -Dcometsh.arguments=environment"
rem The options of the user win: a collector, a compiler or an archive is only set where they set none.
set "cometsh_user= %JAVA_TOOL_OPTIONS% %JDK_JAVA_OPTIONS% %COMETSH_JAVA_OPTS% "
set "cometsh_user=%cometsh_user:"=%"
if "%cometsh_user:GC =%"=="%cometsh_user%" set "cometsh_flags=-XX:+UseSerialGC %cometsh_flags%"
if not "%cometsh_user:Tier=%"=="%cometsh_user%" set "cometsh_jit="
if not "%cometsh_user:-Xint=%"=="%cometsh_user%" set "cometsh_jit="
if not "%cometsh_user:-Xcomp=%"=="%cometsh_user%" set "cometsh_jit="
if %cometsh_major% GEQ 22 set "cometsh_flags=%cometsh_flags% --enable-native-access=ALL-UNNAMED"

rem ---- class archive: Java makes it automatically at the end of the first run since 19 ----
set "cometsh_archive="
if "%COMETSH_CDS%"=="off" goto run
if not defined LOCALAPPDATA goto run
if not "%cometsh_user:-Xshare=%"=="%cometsh_user%" goto run
if not "%cometsh_user:Archive=%"=="%cometsh_user%" goto run
if not "%cometsh_user:AOT=%"=="%cometsh_user%" goto run
if %cometsh_major% LSS 19 goto run
if not exist "%LOCALAPPDATA%\cometsh" mkdir "%LOCALAPPDATA%\cometsh"
set cometsh_archive=-XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=%LOCALAPPDATA%\cometsh\java-%cometsh_major%.jsa"

:run
"%cometsh_java%" %cometsh_flags% %cometsh_jit% %cometsh_archive% %COMETSH_JAVA_OPTS% -jar "%cometsh_jar%"
exit /b %ERRORLEVEL%
