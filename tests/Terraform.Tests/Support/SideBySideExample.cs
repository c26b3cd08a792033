using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Terraform.Support;

/// <summary>The example of two pipelines on one cluster and in one zone.</summary>
public sealed class SideBySideExample(Moto moto, TerraformCommand terraform) : AppliedExample(
    moto, terraform, "side-by-side", "-var=database_host=db.apps.example")
{
    internal static readonly string[] Names = ["apps-a", "apps-b"];

    internal Deployment Deployment(string name) => new(Aws, Output["pipelines"]!["value"]![name]!);
}
