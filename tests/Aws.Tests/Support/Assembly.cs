using Pipeline.Aws.Tests.Referee;
using Pipeline.Tests.RealParts;

[assembly: AssemblyFixture(typeof(Moto))]
[assembly: AssemblyFixture(typeof(Botocore))]
