namespace Pipeline.Tests.Terraform;

/// <content>What the role of each process may do.</content>
public sealed partial class When_the_complete_example_is_applied
{
    [Fact]
    public async Task Each_role_grants_what_the_code_calls_and_nothing_more()
    {
        foreach (var process in Processes)
            (await Applied.PolicyAsync(process)).Actions.ShouldBe(CodeCalls.Of(process), ignoreOrder: true, process);
    }

    [Fact]
    public async Task No_role_holds_a_wildcard_that_AWS_does_not_impose()
    {
        // These take no resource at all (Service Authorization Reference).
        string[] imposed =
        [
            "sns:ListTopics",
            "ec2:DescribeInstances",
            "ecr:GetAuthorizationToken",
            "ecs:DiscoverPollEndpoint",
            "ssm:UpdateInstanceInformation",
            "ssmmessages:CreateControlChannel",
            "ssmmessages:CreateDataChannel",
            "ssmmessages:OpenControlChannel",
            "ssmmessages:OpenDataChannel",
        ];
        var roles = (await Applied.Aws.FormAsync("iam", "2010-05-08", "ListRoles")).Descendants("RoleName")
            .Select(role => role.Value)
            .Where(role => role.StartsWith("pipeline-", StringComparison.Ordinal))
            .ToList();
        roles.Count.ShouldBe((2 * Processes.Length) + 2);
        foreach (var statement in (await Task.WhenAll(roles.Select(Applied.PolicyOfRoleAsync))).SelectMany(policy => policy.Statements))
        {
            statement.Actions.ShouldAllBe(action => !action.Contains('*'));
            if (statement.Resources.Contains("*")) statement.Actions.ShouldBeSubsetOf(imposed);
        }
    }

    [Fact]
    public async Task The_projector_may_write_SRV_A_and_the_TXT_of_its_fence_below_its_domain_in_its_own_zone_alone()
    {
        var policy = await Applied.PolicyAsync("projector");
        Change(Zone, "calc.servicediscovery.internal", "SRV").ShouldBeTrue();
        Change(Zone, "host-1.servicediscovery.internal", "A").ShouldBeTrue();
        Change(Zone, "servicediscovery.internal", "A").ShouldBeFalse();
        Change(Zone, "calc.elsewhere.internal", "SRV").ShouldBeFalse();
        Change(Zone, "_pipeline-fence.servicediscovery.internal", "TXT").ShouldBeTrue();
        Change(Zone, "_pipeline-fence.elsewhere.internal", "TXT").ShouldBeFalse();
        Change(Zone, "calc.servicediscovery.internal", "CNAME").ShouldBeFalse();
        Change("ZANOTHER", "calc.servicediscovery.internal", "SRV").ShouldBeFalse();

        bool Change(string zone, string name, string type)
        {
            var record = $"<ResourceRecordSet><Name>{name}.</Name><Type>{type}</Type></ResourceRecordSet>";
            return policy.Allows(ReadCalls.Of(
                "Credential=projector/20260101/us-east-1/route53/aws4_request", null, "POST", $"/2013-04-01/hostedzone/{zone}/rrset",
                $"<R><Changes><Change><Action>CREATE</Action>{record}</Change></Changes></R>").Single());
        }
    }

    [Fact]
    public async Task The_health_saga_may_stop_tasks_of_its_cluster_alone()
    {
        var policy = await Applied.PolicyAsync("health-saga");
        Stop("pipeline").ShouldBeTrue();
        Stop("another").ShouldBeFalse();

        bool Stop(string cluster)
        {
            var task = $"arn:aws:ecs:us-east-1:123456789012:task/{cluster}/0123456789abcdef0123456789abcdef";
            return policy.Allows(ReadCalls.Of(
                "Credential=health-saga/20260101/us-east-1/ecs/aws4_request", "AmazonEC2ContainerServiceV20141113.StopTask", "POST", "/",
                $$"""{"cluster":"{{cluster}}","task":"{{task}}"}""").Single());
        }
    }
}
