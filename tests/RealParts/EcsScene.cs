using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

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
    public async Task<string> RegisterContainerInstanceAsync(string ec2InstanceId) => Text(
        await CallAsync("RegisterContainerInstance", new { cluster = Cluster, instanceIdentityDocument = JsonSerializer.Serialize(new { instanceId = ec2InstanceId }) }),
        "containerInstance",
        "containerInstanceArn");

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
        return (await CallAsync("RunTask", new { cluster = Cluster, taskDefinition = family, count = 1, launchType = "EC2" }))["tasks"]![0]!["taskArn"]!.GetValue<string>();
    }

    public void Dispose() => http.Dispose();

    private static string Text(JsonNode answer, params string[] path) => path.Aggregate(answer, (node, name) => node[name]!).GetValue<string>();

    private async Task<JsonNode> CallAsync(string operation, object request)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/")
        {
            Content = JsonContent.Create(request, mediaType: new MediaTypeHeaderValue("application/x-amz-json-1.1")),
            Headers =
            {
                { "X-Amz-Target", $"AmazonEC2ContainerServiceV20141113.{operation}" },
                { "Authorization", "AWS4-HMAC-SHA256 Credential=testing/20260101/us-east-1/ecs/aws4_request, SignedHeaders=host, Signature=none" },
            },
        };
        using var answer = await http.SendAsync(message);
        var said = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(said)! : throw new InvalidOperationException($"{operation}: {(int)answer.StatusCode} {said}");
    }
}
