using System.Collections.Immutable;

namespace Pipeline.Settings;

/// <summary>The settings of what is taken from ECS itself.</summary>
public static class EcsSettingTable
{
    /// <summary>The launch types of ECS, as it writes them.</summary>
    public static readonly ImmutableArray<string> LaunchTypes = ["FARGATE", "MANAGED_INSTANCES", "EXTERNAL", "EC2"];

    public static readonly ImmutableArray<Setting> All =
    [
        SettingTable.One(
            "EcsTasks", "--ecs-tasks", "TYPES",
            "the launch types whose tasks ECS itself reports, with commas between: FARGATE, MANAGED_INSTANCES, EXTERNAL, EC2; "
            + "leave out those that agents report [none]",
            ReadLaunchTypes, (s, v) => s with { EcsTasks = v }),
        SettingTable.One(
            "EcsBalancers", "--ecs-balancers", "true|false",
            "whether names lead to the load balancers of the cluster's services, where a container says SERVICE_PORT_ROUTE=balancer "
            + "[false]",
            Values.YesOrNo, (s, v) => s with { EcsBalancers = v }),
        SettingTable.One(
            "EcsResync", "--ecs-resync", "HH:MM:SS",
            "the interval at which all these tasks and services are read from ECS [00:00:30]",
            text => Values.Time(text, TimeSpan.FromSeconds(5), TimeSpan.FromHours(1), "00:00:30"), (s, v) => s with { EcsResync = v }),
    ];

    private static Parsed<ImmutableArray<string>> ReadLaunchTypes(string text)
    {
        var types = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(type => type.ToUpperInvariant()).ToImmutableArray();
        return types.All(LaunchTypes.Contains)
            ? types
            : new Parsed<ImmutableArray<string>>.Bad("names no launch types", "FARGATE, MANAGED_INSTANCES, EXTERNAL or EC2, or several");
    }
}
