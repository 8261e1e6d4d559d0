package io.cometsh.plot;

/** A field of dots, several in each character: fine ones in Braille, coarse ones in block characters. */
final class DotGrid {
    /** Bits of the Braille pattern, a row of two dots after the other. */
    private static final int[][] BRAILLE = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

    private static final int BRAILLE_START = 0x2800;
    private static final String BLOCKS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█";
    private static final int NOBODY = -1;

    private final int columns;
    private final int rows;
    private final boolean blocks;
    private final int dotRows;
    private final int[][] bits;
    private final int[][] owners;

    DotGrid(int columns, int rows, boolean blocks) {
        this.columns = columns;
        this.rows = rows;
        this.blocks = blocks;
        dotRows = blocks ? 2 : 4;
        bits = new int[rows][columns];
        owners = new int[rows][columns];
        for (int[] row : owners) {
            java.util.Arrays.fill(row, NOBODY);
        }
    }

    int width() {
        return columns * 2;
    }

    int height() {
        return rows * dotRows;
    }

    /** The dot of a place from 0 to 1, from the left and from below. */
    int column(double place) {
        return (int) Math.round(place * (width() - 1));
    }

    int row(double place) {
        return height() - 1 - (int) Math.round(place * (height() - 1));
    }

    void dot(int x, int y, int owner) {
        if (x < 0 || y < 0 || x >= width() || y >= height()) {
            return;
        }
        int column = x / 2;
        int row = y / dotRows;
        bits[row][column] |= blocks ? 1 << (y % 2 * 2 + x % 2) : BRAILLE[y % 4][x % 2];
        owners[row][column] = owner;
    }

    /** A line, of which only the dots are set that the dashes of its stroke leave. */
    void line(int fromX, int fromY, int toX, int toY, Stroke stroke, int owner) {
        int dx = Math.abs(toX - fromX);
        int dy = -Math.abs(toY - fromY);
        int stepX = fromX < toX ? 1 : -1;
        int stepY = fromY < toY ? 1 : -1;
        int error = dx + dy;
        int x = fromX;
        int y = fromY;
        while (true) {
            if (stroke.next()) {
                dot(x, y, owner);
            }
            if (x == toX && y == toY) {
                return;
            }
            int twice = 2 * error;
            if (twice >= dy) {
                error += dy;
                x += stepX;
            }
            if (twice <= dx) {
                error += dx;
                y += stepY;
            }
        }
    }

    /** The character of a cell; a blank where nothing is. */
    char character(int row, int column) {
        int set = bits[row][column];
        if (set == 0) {
            return ' ';
        }
        return blocks ? BLOCKS.charAt(set) : (char) (BRAILLE_START + set);
    }

    /** Who set the last dot in a cell; negative for nobody. */
    int owner(int row, int column) {
        return owners[row][column];
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }
}
