using System.Text.RegularExpressions;

namespace Pipeline.Tests.Terraform.Support;

/// <summary>
/// The calls in the code of a process as it runs here, where topics and queues exist and the zone is named by its identifier.
/// </summary>
internal static partial class CodeCalls
{
    /// <summary>What lies in a process's rooms, and does not happen in it.</summary>
    private static readonly string[] Elsewhere =
    [
        // Topics, queues and subscriptions are created only where Pipeline__CreateTopology is true.
        // An agent creates topics only without Pipeline__TopicArn.
        "sns:CreateTopic", "sns:Subscribe", "sns:Unsubscribe", "sqs:CreateQueue", "sqs:DeleteQueue", "sqs:SetQueueAttributes",

        // A queue is emptied only by an endpoint that is told to at its start; none is.
        "sqs:PurgeQueue",

        // The zone is looked for by its name only without Pipeline__ZoneId.
        "route53:ListHostedZonesByName",
    ];

    private static readonly Dictionary<string, string[]> Rooms = new()
    {
        ["producer"] = ["Producer"],
        ["projector"] = ["Projector", "Aws/Transport"],
        ["health-saga"] = ["HealthSaga", "Aws/Transport"],
        ["console"] = ["Aws/DeadLetters"],
    };

    /// <summary>The actions that a process's calls need.</summary>
    public static IReadOnlySet<string> Of(string process) => Calls().Matches(Repository.Sources(Rooms[process]))
        .Select(call => Call.ActionOf(ServiceOf(call.Groups["client"].Value.ToLowerInvariant()), call.Groups["operation"].Value))
        .Except(Elsewhere)
        .ToHashSet();

    // Clients of AWS are called by the names of their services, the one of Route 53 by `client`.
    private static string ServiceOf(string client) => client is "client" ? "route53" : client;

    [GeneratedRegex(@"\b(?<client>[Ss]qs|[Ss]ns|ecs|ec2|client)(\.Paginators\.(?<operation>[A-Z]\w+)|\.(?<operation>[A-Z]\w+)Async)\(")]
    private static partial Regex Calls();
}
