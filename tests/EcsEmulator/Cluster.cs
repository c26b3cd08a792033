using System.Text.Json.Nodes;
using Pipeline.Tests.EcsEmulator.Model;

namespace Pipeline.Tests.EcsEmulator;

/// <summary>One cluster: its tasks, definitions and machines, and the actions of the API on them. Not thread-safe.</summary>
internal sealed class Cluster(string name, Rules rules, TimeProvider time)
{
    private const string InvalidParameter = "InvalidParameterException";

    private readonly Dictionary<string, Bucket> buckets = [];

    public string Name => name;

    public string Arn { get; } = $"{Emulator.ArnPrefix}:cluster/{name}";

    public Dictionary<string, EmulatedTask> Tasks { get; } = [];

    public Dictionary<string, EmulatedDefinition> Definitions { get; } = [];

    public Dictionary<string, EmulatedInstance> Instances { get; } = [];

    public Dictionary<string, EmulatedService> Services { get; } = [];

    /// <summary>Tasks that lists do not show yet, or not any more: a list is brought up to date some time after a task.</summary>
    public HashSet<string> Unlisted { get; } = [];

    /// <summary>Whether the bucket of an action still has a token, which is then spent.</summary>
    public bool TryTakeToken(string action)
    {
        if (!buckets.TryGetValue(action, out var bucket))
            buckets[action] = bucket = new Bucket(action is Actions.StopTask ? rules.Stops : rules.Reads, time);
        return bucket.TryTake();
    }

    /// <summary>Performs an action of the API.</summary>
    /// <exception cref="ApiException">ECS refuses it.</exception>
    public JsonObject Perform(string action, JsonObject request, Action<EmulatedTask> stop)
    {
        Forget();
        return action switch
        {
            Actions.ListTasks => ListTasks(request),
            Actions.DescribeTasks => DescribeTasks(request),
            Actions.DescribeTaskDefinition => DescribeTaskDefinition(request),
            Actions.ListContainerInstances => Page(request, "containerInstanceArns", [.. OfThisCluster(request).Instances.Keys]),
            Actions.DescribeContainerInstances => DescribeContainerInstances(request),
            Actions.ListServices => Page(request, "serviceArns", [
                .. OfThisCluster(request).Services.Values.Where(one => one is { Status: not "INACTIVE", IsListed: true })
                    .Select(one => one.Arn),
            ], usual: 10),
            Actions.DescribeServices => DescribeServices(request),
            Actions.StopTask => StopTask(request, stop),
            _ => throw new ApiException("UnknownOperationException", $"The emulator has no {action}."),
        };
    }

    private JsonObject ListTasks(JsonObject request)
    {
        var desired = Text(request, "desiredStatus") ?? "RUNNING";
        if (desired is not ("RUNNING" or "PENDING" or "STOPPED")) throw new ApiException(InvalidParameter, "Invalid desired status.");
        var launch = Text(request, "launchType");
        return Page(request, "taskArns", [
            .. OfThisCluster(request).Tasks.Values
                .Where(task => task.DesiredStatus == desired && !Unlisted.Contains(task.Id))
                .Where(task => launch is null || task.LaunchType == launch)
                .Select(task => task.Arn),
        ]);
    }

    private JsonObject DescribeTasks(JsonObject request)
    {
        OfThisCluster(request);
        var asked = Names(request, "tasks");
        var found = asked.Select(one => Tasks.GetValueOrDefault(one.Split('/')[^1])).ToList();
        return new JsonObject
        {
            ["tasks"] = new JsonArray([.. found.OfType<EmulatedTask>().Select(task => (JsonNode)Documents.ToAnswer(task))]),
            ["failures"] = Missing(asked.Zip(found).Where(pair => pair.Second is null).Select(pair => pair.First)),
        };
    }

    private JsonObject DescribeTaskDefinition(JsonObject request)
    {
        var asked = Text(request, "taskDefinition") ?? throw new ApiException(InvalidParameter, "taskDefinition is required.");
        return Definitions.Values.FirstOrDefault(one => one.Arn == asked || $"{one.Family}:{one.Revision}" == asked) is { } known
            ? new JsonObject { ["taskDefinition"] = Documents.ToAnswer(known) }
            : throw new ApiException("ClientException", "Unable to describe task definition.");
    }

    private JsonObject DescribeContainerInstances(JsonObject request)
    {
        OfThisCluster(request);
        var asked = Names(request, "containerInstances");
        return new JsonObject
        {
            ["containerInstances"] = new JsonArray([
                .. asked.Where(Instances.ContainsKey).Select(arn => (JsonNode)Documents.ToAnswer(Instances[arn])),
            ]),
            ["failures"] = Missing(asked.Where(arn => !Instances.ContainsKey(arn))),
        };
    }

    private JsonObject DescribeServices(JsonObject request)
    {
        OfThisCluster(request);
        var asked = Names(request, "services");
        if (asked.Count > rules.ServicesOfACall) throw new ApiException(InvalidParameter, "Services cannot have more than 10 elements.");
        var found = asked.Select(one => Services.GetValueOrDefault(one.Split('/')[^1])).ToList();
        return new JsonObject
        {
            ["services"] = new JsonArray([.. found.OfType<EmulatedService>().Select(one => (JsonNode)Documents.ToAnswer(one))]),
            ["failures"] = Missing(asked.Zip(found).Where(pair => pair.Second is null)
                .Select(pair => pair.First.StartsWith("arn:", StringComparison.Ordinal)
                    ? pair.First : $"{Emulator.ArnPrefix}:service/{name}/{pair.First}")),
        };
    }

    private JsonObject StopTask(JsonObject request, Action<EmulatedTask> stop)
    {
        OfThisCluster(request);
        var task = Tasks.GetValueOrDefault((Text(request, "task") ?? "").Split('/')[^1])
            ?? throw new ApiException(InvalidParameter, "The referenced task was not found.");
        if (task.DesiredStatus is not "STOPPED") stop(task);
        return new JsonObject { ["task"] = Documents.ToAnswer(Tasks[task.Id]) };
    }

    private Cluster OfThisCluster(JsonObject request) =>
        Text(request, "cluster") is { } asked && (asked == name || asked == Arn)
            ? this
            : throw new ApiException("ClusterNotFoundException", "Cluster not found.");

    /// <summary>A page of identifiers; the token is the last one of the page before.</summary>
    private JsonObject Page(JsonObject request, string member, List<string> all, int? usual = null)
    {
        all.Sort(StringComparer.Ordinal);
        var size = (int?)request["maxResults"] ?? Math.Min(usual ?? rules.Page, rules.Page);
        if (size < 1 || size > rules.Page) throw new ApiException(InvalidParameter, "maxResults is out of range.");
        var left = Text(request, "nextToken") is { } token ? all.Where(one => string.CompareOrdinal(one, token) > 0).ToList() : all;
        var page = left.Take(size).ToList();
        var answer = new JsonObject { [member] = new JsonArray([.. page.Select(one => (JsonNode)one)]) };
        if (left.Count > size) answer["nextToken"] = page[^1];
        return answer;
    }

    private List<string> Names(JsonObject request, string member)
    {
        var names = request[member]?.AsArray().Select(one => one!.GetValue<string>()).ToList() ?? [];
        return names.Count > 0 && names.Count <= rules.Page
            ? names
            : throw new ApiException(InvalidParameter, $"{member} has 1 to {rules.Page} entries.");
    }

    private void Forget()
    {
        var before = time.GetUtcNow() - rules.StoppedTasksAreKept;
        foreach (var task in Tasks.Values.Where(task => task.StoppedAt < before).ToList()) Tasks.Remove(task.Id);
    }

    private static JsonArray Missing(IEnumerable<string> arns) =>
        new([.. arns.Select(arn => (JsonNode)new JsonObject { ["arn"] = arn, ["reason"] = "MISSING" })]);

    private static string? Text(JsonObject request, string member) => request[member]?.GetValue<string>();
}

/// <summary>The actions that the emulator has.</summary>
public static class Actions
{
    public const string ListTasks = "ListTasks";
    public const string DescribeTasks = "DescribeTasks";
    public const string DescribeTaskDefinition = "DescribeTaskDefinition";
    public const string ListContainerInstances = "ListContainerInstances";
    public const string DescribeContainerInstances = "DescribeContainerInstances";
    public const string ListServices = "ListServices";
    public const string DescribeServices = "DescribeServices";
    public const string StopTask = "StopTask";
}

/// <summary>ECS refuses a request.</summary>
internal sealed class ApiException(string code, string message) : Exception(message)
{
    public string Code => code;
}
