using Pipeline.Tests.RealParts;

[assembly: AssemblyFixture(typeof(RealPostgres))]
[assembly: AssemblyFixture(typeof(Moto))]
