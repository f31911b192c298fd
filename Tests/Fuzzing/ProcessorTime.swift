import Glibc

/// Runs one input, and traps where it takes more processor time than `COMANDA_FUZZ_MILLISECONDS` allows.
///
/// Without that nobody asks for the time: only on a machine at hand is a slow input not the machine's fault.
func withinBudget<Value>(_ run: () -> Value) -> Value {
    guard let budget else { return run() }
    let start = processorMilliseconds
    let value = run()
    precondition(processorMilliseconds - start <= budget, "an input takes no longer than its budget")
    return value
}

private let budget = getenv("COMANDA_FUZZ_MILLISECONDS").flatMap { Double(String(cString: $0)) }

/// Of this thread.
private var processorMilliseconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
}
