[assembly: AssemblyFixture(typeof(ServedDomain))]

// Tests wait most of the time: for the TTL, and for instances that serve on.
[assembly: Xunit.v3.Parallelization(MaxThreads = 4)]
