from cometsh._launcher import main

main()
