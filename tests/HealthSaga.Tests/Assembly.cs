[assembly: AssemblyFixture(typeof(RealPostgres))]
[assembly: AssemblyFixture(typeof(Moto))]

// These tests wait for checks, deadlines and rounds far more than they compute.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
