[assembly: AssemblyFixture(typeof(Moto))]
[assembly: AssemblyFixture(typeof(RealEngines))]
