using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Pipeline.Tests.RealParts;

/// <summary>A cluster of a test's own in moto's ECS, furnished by calls that the product never makes.</summary>
public sealed class EcsScene : IDisposable
{
    private readonly HttpClient http;

    private EcsScene(HttpClient http, string cluster) => (this.http, Cluster) = (http, cluster);

    /// <summary>The cluster's name.</summary>
    public string Cluster { get; }

    public static async Task<EcsScene> CreateAsync(Moto moto)
    {
        var scene = new EcsScene(new HttpClient { BaseAddress = await moto.EndpointAsync() }, $"cluster-{Guid.NewGuid():N}");
        await scene.CallAsync("CreateCluster", new { clusterName = scene.Cluster });
        return scene;
    }

    /// <summary>A machine joins the cluster. It has to be one of moto's EC2, which looks its image and type up there.</summary>
    /// <returns>The container instance's ARN.</returns>
    public async Task<string> RegisterContainerInstanceAsync(string ec2InstanceId)
    {
        var document = JsonSerializer.Serialize(new { instanceId = ec2InstanceId });
        var answer = await CallAsync("RegisterContainerInstance", new { cluster = Cluster, instanceIdentityDocument = document });
        return Text(answer, "containerInstance", "containerInstanceArn");
    }

    /// <summary>A new machine of EC2 joins the cluster.</summary>
    public async Task AddMachineAsync() => await RegisterContainerInstanceAsync(await RunMachineAsync());

    /// <summary>A new machine of EC2, in no cluster.</summary>
    /// <returns>Its identifier.</returns>
    public async Task<string> RunMachineAsync()
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["Action"] = "RunInstances",
                ["Version"] = "2016-11-15",
                ["ImageId"] = "ami-12c6146b",
                ["InstanceType"] = "t3.small",
                ["MinCount"] = "1",
                ["MaxCount"] = "1",
            }),
            Headers = { { "Authorization", Authorization("ec2") } },
        };
        using var answer = await http.SendAsync(message);
        var said = XDocument.Parse(await answer.Content.ReadAsStringAsync());
        return said.Descendants().First(element => element.Name.LocalName == "instanceId").Value;
    }

    /// <summary>Whether a task of the cluster is stopped.</summary>
    public async Task<bool> IsStoppedAsync(string task)
    {
        var answer = await CallAsync("DescribeTasks", new { cluster = Cluster, tasks = new[] { task } });
        return Text(answer["tasks"]![0]!, "lastStatus") == "STOPPED";
    }

    /// <summary>A machine leaves the cluster.</summary>
    public Task DeregisterContainerInstanceAsync(string containerInstance) =>
        CallAsync("DeregisterContainerInstance", new { cluster = Cluster, containerInstance, force = true });

    /// <summary>A task runs on the cluster's machines, of which there has to be one.</summary>
    /// <returns>The task's ARN.</returns>
    public async Task<string> RunTaskAsync(string family = "calc")
    {
        await CallAsync("RegisterTaskDefinition", new
        {
            family,
            containerDefinitions = new[] { new { name = family, image = family, memory = 16, cpu = 1, essential = true } },
        });
        var answer = await CallAsync("RunTask", new { cluster = Cluster, taskDefinition = family, count = 1, launchType = "EC2" });
        return Text(answer["tasks"]![0]!, "taskArn");
    }

    public void Dispose() => http.Dispose();

    private static string Authorization(string service) =>
        $"AWS4-HMAC-SHA256 Credential=testing/20260101/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=none";

    private static string Text(JsonNode answer, params string[] path) =>
        path.Aggregate(answer, (node, name) => node[name]!).GetValue<string>();

    private async Task<JsonNode> CallAsync(string operation, object request)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/")
        {
            Content = JsonContent.Create(request, mediaType: new MediaTypeHeaderValue("application/x-amz-json-1.1")),
            Headers =
            {
                { "X-Amz-Target", $"AmazonEC2ContainerServiceV20141113.{operation}" },
                { "Authorization", Authorization("ecs") },
            },
        };
        using var answer = await http.SendAsync(message);
        var said = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(said)!
            : throw new InvalidOperationException($"{operation}: {(int)answer.StatusCode} {said}");
    }
}
