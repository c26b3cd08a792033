[assembly: AssemblyFixture(typeof(RealPostgres))]
