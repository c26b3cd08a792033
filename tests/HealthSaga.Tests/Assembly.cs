[assembly: AssemblyFixture(typeof(RealPostgres))]
[assembly: AssemblyFixture(typeof(Moto))]

// These tests wait for checks, deadlines and rounds far more than they compute.
[assembly: Xunit.v3.Parallelization(MaxThreads = 4)]
