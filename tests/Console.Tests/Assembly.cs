[assembly: AssemblyFixture(typeof(Moto))]
[assembly: AssemblyFixture(typeof(Browser))]
[assembly: AssemblyFixture(typeof(SamplePipeline))]
