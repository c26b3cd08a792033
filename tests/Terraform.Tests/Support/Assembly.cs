using Pipeline.Tests.RealParts;

[assembly: AssemblyFixture(typeof(Moto))]
[assembly: AssemblyFixture(typeof(RealPostgres))]
[assembly: AssemblyFixture(typeof(TerraformCommand))]
