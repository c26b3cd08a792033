[assembly: AssemblyFixture(typeof(RealPostgres))]
[assembly: AssemblyFixture(typeof(Moto))]
