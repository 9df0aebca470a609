package dev.latchkey.internal;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/** Addresses of the public Internet, as opposed to those of this machine, this network, or nobody. */
public final class PublicAddress {
    /** IANA IPv4 Special-Purpose Address Registry (RFC 6890), multicast and reserved addresses. */
    private static final List<Block> SPECIAL_IPV4 = List.of(
            Block.of(8, 0),
            Block.of(8, 10),
            Block.of(10, 100, 64),
            Block.of(8, 127),
            Block.of(16, 169, 254),
            Block.of(12, 172, 16),
            Block.of(24, 192, 0, 0),
            Block.of(24, 192, 0, 2),
            Block.of(24, 192, 88, 99),
            Block.of(16, 192, 168),
            Block.of(15, 198, 18),
            Block.of(24, 198, 51, 100),
            Block.of(24, 203, 0, 113),
            Block.of(3, 224));

    /** All that is public in IPv6 is here (RFC 4291 §2.4). */
    private static final Block GLOBAL_IPV6 = Block.of(3, 0x20);

    /** Protocol assignments with Teredo, documentation (twice), and 6to4, which leads to an IPv4 address. */
    private static final List<Block> SPECIAL_IPV6 = List.of(
            Block.of(23, 0x20, 0x01, 0x00),
            Block.of(32, 0x20, 0x01, 0x0d, 0xb8),
            Block.of(16, 0x20, 0x02),
            Block.of(20, 0x3f, 0xff, 0x00));

    /** IPv4 in IPv6: mapped (RFC 4291 §2.5.5.2) and translated (RFC 6052 §2.1). */
    private static final List<Block> IPV4_IN_IPV6 = List.of(
            Block.of(96, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff),
            Block.of(96, 0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0));

    /** Addresses that begin with the same bits. */
    private record Block(int bits, List<Integer> bytes) {
        static Block of(int bits, Integer... bytes) {
            return new Block(bits, List.of(bytes));
        }

        boolean contains(byte[] address) {
            for (int bit = 0; bit < bits; bit++) {
                int wanted = bit / 8 < bytes.size() ? bytes.get(bit / 8) : 0;
                if (((wanted ^ address[bit / 8]) >> (7 - bit % 8) & 1) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private PublicAddress() {}

    /** Is this an address of the public Internet? IPv4 in IPv6 counts as IPv4. */
    public static boolean is(InetAddress address) {
        return isPublic(address.getAddress());
    }

    static boolean isPublic(byte[] address) {
        if (address.length == 4) {
            return SPECIAL_IPV4.stream().noneMatch(block -> block.contains(address));
        }
        if (IPV4_IN_IPV6.stream().anyMatch(block -> block.contains(address))) {
            return isPublic(Arrays.copyOfRange(address, 12, 16));
        }
        return GLOBAL_IPV6.contains(address) && SPECIAL_IPV6.stream().noneMatch(block -> block.contains(address));
    }
}
