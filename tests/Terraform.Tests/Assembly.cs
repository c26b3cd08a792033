using Pipeline.Tests.RealParts;
using Pipeline.Tests.Terraform.Applying;

[assembly: AssemblyFixture(typeof(Moto))]
[assembly: AssemblyFixture(typeof(RealPostgres))]
[assembly: AssemblyFixture(typeof(TerraformCommand))]
