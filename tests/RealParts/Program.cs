using Pipeline.Tests.RealParts.Runs;

// The watchdog of the test run that is given.
await RunWatchdog.WatchAsync(RunId.TryParse(args is [var run] ? run : null) ?? throw new ArgumentException("which test run?"));
