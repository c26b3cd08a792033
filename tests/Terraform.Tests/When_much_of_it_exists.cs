using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Terraform;

/// <summary>The example for a team that has a network, a cluster, a zone and a database.</summary>
public sealed class When_much_of_it_exists(Moto moto, TerraformCommand terraform)
{
    [Fact]
    public async Task What_is_given_is_used_and_not_made()
    {
        var environment = Moto.Environment(await moto.EndpointAsync());
        var folder = Path.Combine(terraform.Copy(), "examples", "existing");
        await terraform.RunAsync(folder, environment, "init", "-no-color", "-input=false");

        var plan = await terraform.RunAsync(
            folder, environment, "plan", "-no-color", "-input=false", "-refresh=false", "-var-file=terraform.tfvars.example");

        foreach (var module in (string[])["network", "cluster", "zone", "database"])
            plan.ShouldNotContain($"module.pipeline.module.{module}[0]");
        plan.ShouldContain("module.pipeline.module.services.aws_ecs_service.projector will be created");
        plan.ShouldContain("arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ");
        plan.ShouldContain("arn:aws:ecs:us-east-1:123456789012:task/apps/*");
        plan.ShouldContain("arn:aws:secretsmanager:us-east-1:111122223333:secret:pipeline-abcdef");
    }
}
