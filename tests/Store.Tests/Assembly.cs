using Pipeline.Tests.RealParts;

[assembly: AssemblyFixture(typeof(RealPostgres))]
