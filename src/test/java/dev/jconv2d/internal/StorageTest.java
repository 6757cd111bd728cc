package dev.jconv2d.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StorageTest {
    @Test
    void allocatesAlignedZeros() {
        for (int size : new int[] {0, 1, 63, 64, 65, 1000, 1 << 20}) {
            Storage storage = Storage.allocate(size);
            assertEquals(0, storage.address() % Storage.ALIGNMENT, "size " + size);
            assertTrue(storage.size() >= size);
            for (int i = 0; i < storage.size(); i++) {
                assertEquals(0, storage.bytes().get(i));
            }
        }
    }

    @Test
    void knowsTheAddressesOfSlices() {
        ByteBuffer whole = ByteBuffer.allocateDirect(256);
        long address = Storage.wrap(whole).address();
        assertEquals(address + 40, Storage.wrap(whole.slice(40, 100)).address());
        whole.position(12);
        assertEquals(address, Storage.wrap(whole).address(), "a position does not move element 0");
        assertEquals(address + 12, Storage.wrap(whole.slice()).address());
        assertEquals(address, Storage.wrap(whole.asReadOnlyBuffer()).address());
    }

    @Test
    void overlapIsExact() {
        ByteBuffer whole = ByteBuffer.allocateDirect(256);
        Storage front = Storage.wrap(whole.slice(0, 128));
        Storage back = Storage.wrap(whole.slice(128, 128));
        Storage middle = Storage.wrap(whole.slice(124, 8));
        assertFalse(front.overlaps(128, back, 128));
        assertTrue(front.overlaps(128, middle, 8));
        assertTrue(middle.overlaps(8, back, 128));
        assertFalse(front.overlaps(124, middle, 8), "only what is used counts");
        assertFalse(front.overlaps(0, front, 128));
        assertTrue(front.overlaps(4, front, 4));
    }

    @Test
    void tooLargeABlockIsRefused() {
        OutOfMemoryError error = assertThrows(OutOfMemoryError.class, () -> Storage.allocate(1L << 31));
        assertTrue(error.getMessage().contains("2 GiB - 1"), error.getMessage());
    }

    @Test
    void exhaustedDirectMemoryNamesTheFlag() {
        // The tests run with -Xmx1g, which limits direct memory too.
        OutOfMemoryError error = assertThrows(OutOfMemoryError.class, () -> Storage.allocate(Integer.MAX_VALUE));
        assertTrue(error.getMessage().contains("-XX:MaxDirectMemorySize"), error.getMessage());
    }

    @Test
    void poolGivesTheSameMemoryAgainWithinItsLimit() {
        StoragePool pool = new StoragePool(10_000);
        Storage first = pool.acquire(3000);
        assertTrue(first.size() >= 3000 && first.size() <= 3000 * 5 / 4 + 64, "size " + first.size());
        pool.release(first);
        assertEquals(first.size(), pool.held());
        assertSame(first, pool.acquire(first.size() - 10));
        assertEquals(0, pool.held());
        Storage second = pool.acquire(3000);
        assertNotSame(first, second);
        pool.release(first);
        pool.release(second);
        Storage third = pool.acquire(7000);
        pool.release(third);
        assertEquals(third.size(), pool.held(), "the last used stays, what lay there goes");
        Storage large = pool.acquire(20_000);
        pool.release(large);
        assertEquals(third.size(), pool.held(), "what is larger than the pool does not stay");
    }

    @Test
    void poolHandsOutEnoughForEverySize() {
        StoragePool pool = new StoragePool(1 << 20);
        for (int size = 0; size < 5000; size++) {
            Storage storage = pool.acquire(size);
            assertTrue(storage.size() >= size, "size " + size);
            pool.release(storage);
        }
        assertTrue(pool.held() <= 1 << 20);
    }

    @Test
    void whatIsUsedAgainAndAgainStaysWhateverItsSize() {
        StoragePool pool = new StoragePool(10_000);
        List<Storage> leftOver = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            leftOver.add(pool.acquire(1000));
        }
        leftOver.forEach(pool::release);
        Storage large = pool.acquire(6000);
        Storage small = pool.acquire(2000);
        for (int call = 0; call < 3; call++) {
            // As a call gives back what it had borrowed: the large block must not go for the small one.
            pool.release(large);
            pool.release(small);
            assertSame(large, pool.acquire(6000));
            assertSame(small, pool.acquire(2000));
        }
    }

    @Test
    void poolOfNothingKeepsNothing() {
        StoragePool pool = new StoragePool(0);
        pool.release(pool.acquire(100));
        assertEquals(0, pool.held());
    }
}
