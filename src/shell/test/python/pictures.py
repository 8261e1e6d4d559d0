"""Decodes a picture that a terminal would show: sixels, or a PNG by the protocols of kitty and iTerm2.

Reads what was written to the terminal on standard input and prints "WIDTH HEIGHT" and the pixels as
hexadecimal digits, six each. Written after the documents of the protocols, apart from the encoders that
it checks; what those forbid is an error. Needs only Python 3.
"""

import base64
import re
import struct
import sys
import zlib


def sixel(text):
    found = re.fullmatch(r"\x1bP\d*;1q\"1;1;(\d+);(\d+)(.*)\x1b\\\n", text, re.S)
    width, height, body = int(found.group(1)), int(found.group(2)), found.group(3)
    pixels = [[None] * width for _ in range(height)]
    palette, colour, x, top = {}, None, 0, 0
    for token in re.finditer(r"#(\d+)((?:;\d+)*)|!(\d+)([?-~])|([?-~])|(\$)|(-)|(.)", body, re.S):
        number, definition, count, repeated, single, back, down, other = token.groups()
        assert other is None, other
        if number is not None:
            if definition:
                kind, *parts = [int(part) for part in definition[1:].split(";")]
                assert kind == 2 and all(0 <= part <= 100 for part in parts), definition
                assert int(number) < 256
                palette[int(number)] = tuple(round(part * 255 / 100) for part in parts)
            else:
                colour = palette[int(number)]
        elif back:
            x = 0
        elif down:
            x, top = 0, top + 6
        else:
            for _ in range(int(count or 1)):
                bits = ord(repeated or single) - 63
                for line in range(6):
                    if bits >> line & 1:
                        pixels[top + line][x] = colour
                x += 1
            assert x <= width
    return width, height, pixels


def png(data):
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    at, packed = 8, b""
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        chunk = data[at + 8 : at + 8 + size]
        assert zlib.crc32(kind + chunk) == struct.unpack(">I", data[at + 8 + size : at + 12 + size])[0]
        if kind == b"IHDR":
            width, height, depth, colours, _, _, interlaced = struct.unpack(">IIBBBBB", chunk)
            assert depth == 8 and colours in (2, 6) and not interlaced, (depth, colours)
        elif kind == b"IDAT":
            packed += chunk
        at += 12 + size
    raw, step = zlib.decompress(packed), 3 if colours == 2 else 4
    before, pixels, line = bytearray(width * step), [], width * step
    for y in range(height):
        method, row = raw[y * (line + 1)], bytearray(raw[y * (line + 1) + 1 : (y + 1) * (line + 1)])
        for i in range(line):
            left = row[i - step] if i >= step else 0
            above, corner = before[i], before[i - step] if i >= step else 0
            if method == 1:
                row[i] = (row[i] + left) % 256
            elif method == 2:
                row[i] = (row[i] + above) % 256
            elif method == 3:
                row[i] = (row[i] + (left + above) // 2) % 256
            elif method == 4:
                guess = left + above - corner
                nearest = min((abs(guess - left), 0, left), (abs(guess - above), 1, above), (abs(guess - corner), 2, corner))
                row[i] = (row[i] + nearest[2]) % 256
        pixels.append([tuple(row[x * step : x * step + 3]) for x in range(width)])
        before = row
    return width, height, pixels


def kitty(text):
    data, more = "", "1"
    for count, command in enumerate(re.findall(r"\x1b_G([^;]*);([^\x1b]*)\x1b\\", text)):
        keys = dict(pair.split("=") for pair in command[0].split(","))
        assert more == "1" and len(command[1]) <= 4096
        assert (keys.get("a"), keys.get("f"), keys.get("q")) == (("T", "100", "2") if count == 0 else (None, None, None))
        more = keys["m"]
        assert more == "0" or len(command[1]) % 4 == 0
        data += command[1]
    assert more == "0" and re.sub(r"\x1b_G[^\x1b]*\x1b\\", "", text) == "\n"
    return png(base64.b64decode(data, validate=True))


def iterm2(text):
    found = re.fullmatch(r"\x1b\]1337;File=inline=1;size=(\d+):([A-Za-z0-9+/=]*)\x07\n", text)
    data = base64.b64decode(found.group(2), validate=True)
    assert len(data) == int(found.group(1))
    return png(data)


def main():
    text = sys.stdin.read()
    decode = sixel if text.startswith("\x1bP") else kitty if text.startswith("\x1b_G") else iterm2
    width, height, pixels = decode(text)
    print(width, height)
    for row in pixels:
        print("".join("%02x%02x%02x" % pixel for pixel in row))


main()
