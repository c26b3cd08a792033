using Pipeline.Tests.RealParts;

[assembly: AssemblyFixture(typeof(RealPostgres))]
[assembly: AssemblyFixture(typeof(Moto))]
[assembly: AssemblyFixture(typeof(HealthCheckedPipeline))]
[assembly: AssemblyFixture(typeof(TwoEnginePipeline))]

// Most of the time these tests wait for what is done elsewhere, or for a lease to lapse.
[assembly: Xunit.v3.Parallelization(MaxThreads = 3)]
