import Testing
import Transport

@Suite struct ThreadShareTests {
    @Test(arguments: [(1, 1), (2, 1), (3, 1), (4, 2), (64, 32)])
    func `a kind of thread has half of the cores, one at least`(cores: Int, threads: Int) {
        #expect(ThreadShare.count(0, cores: cores) == threads)
    }

    @Test func `the settings decide where they say a number`() {
        #expect(ThreadShare.count(5, cores: 2) == 5)
    }
}
