using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Terraform.Support;

/// <summary>The example that makes everything anew, with the samples.</summary>
public sealed class CompleteExample(Moto moto, TerraformCommand terraform) : AppliedExample(
    moto, terraform, "complete",
    "-var=deletion_protection=false",
    "-var=samples_secret={arn=\"arn:aws:secretsmanager:us-east-1:123456789012:secret:samples-abcdef\"}")
{
    internal Deployment Deployment => new(Aws, Output["pipeline"]!["value"]!);
}
