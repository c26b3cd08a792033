using Pipeline.Console.Tests;

[assembly: AssemblyFixture(typeof(Moto))]
[assembly: AssemblyFixture(typeof(Browser))]
[assembly: AssemblyFixture(typeof(Scene))]
