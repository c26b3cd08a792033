using Pipeline.Tests.RealParts;

[assembly: AssemblyFixture(typeof(Moto))]
