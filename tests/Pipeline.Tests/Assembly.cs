using Pipeline.Tests.RealParts;

[assembly: AssemblyFixture(typeof(RealPostgres))]
[assembly: AssemblyFixture(typeof(Moto))]
[assembly: AssemblyFixture(typeof(HealthCheckedPipeline))]
[assembly: AssemblyFixture(typeof(TwoEnginePipeline))]
