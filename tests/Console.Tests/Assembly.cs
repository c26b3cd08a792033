using Pipeline.Console.Tests;
using Pipeline.Tests.RealParts;

[assembly: AssemblyFixture(typeof(Moto))]
[assembly: AssemblyFixture(typeof(Browser))]
[assembly: AssemblyFixture(typeof(Scene))]
