package io.cometsh.mirror;

import io.cometsh.files.FirstBytes;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of blocks, each with what the server answered about one run. Blocks are only added at its end, so that a sync that
 * was killed leaves whole blocks and at most one incomplete block after them.
 *
 * <p>A block is the length of its head, the length of its replies, the head (JSON), and the replies.
 */
final class ReplyFile implements AutoCloseable {
    private static final int LENGTHS = Integer.BYTES + Long.BYTES;
    private static final int MOST_HEAD = 1 << 20;

    private final FileChannel channel;

    private ReplyFile(FileChannel channel) {
        this.channel = channel;
    }

    static ReplyFile append(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        channel.position(channel.size());
        return new ReplyFile(channel);
    }

    /** Adds a block; returns where its replies begin. */
    synchronized long add(byte[] head, FileChannel replies, long from, long length) throws IOException {
        ByteBuffer front = ByteBuffer.allocate(LENGTHS + head.length);
        front.putInt(head.length).putLong(length).put(head).flip();
        while (front.hasRemaining()) {
            channel.write(front);
        }
        long at = channel.position();
        for (long done = 0; done < length; ) {
            done += replies.transferTo(from + done, length - done, channel);
        }
        return at;
    }

    synchronized long size() throws IOException {
        return channel.size();
    }

    void force() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** A block of a file. */
    record Block(byte[] head, long at, long length) {}

    /** The whole blocks of a file. */
    static List<Block> blocks(Path file) throws IOException {
        List<Block> blocks = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long position = 0;
            while (position + LENGTHS <= channel.size()) {
                ByteBuffer lengths = read(channel, position, LENGTHS);
                int head = lengths.getInt();
                long length = lengths.getLong();
                long at = position + LENGTHS + head;
                if (head < 0 || head > MOST_HEAD || length < 0 || at + length > channel.size()) {
                    break;
                }
                blocks.add(new Block(read(channel, position + LENGTHS, head).array(), at, length));
                position = at + length;
            }
        }
        return blocks;
    }

    private static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new EOFException("the file is cut off");
            }
        }
        return bytes.flip();
    }

    /** A part of a file as a stream. */
    static InputStream open(Path file, long at, long length) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            if (length < 1 << 16) {
                try (channel) {
                    return new ByteArrayInputStream(
                            read(channel, at, (int) length).array());
                }
            }
            channel.position(at);
            return new BufferedInputStream(new FirstBytes(Channels.newInputStream(channel), length), 1 << 16);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }
}
