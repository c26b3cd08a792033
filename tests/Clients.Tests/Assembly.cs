[assembly: AssemblyFixture(typeof(ServedDomain))]
