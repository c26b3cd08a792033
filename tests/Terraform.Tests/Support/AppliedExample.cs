using System.Text.Json.Nodes;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Terraform.Support;

/// <summary>An example, applied to moto by Terraform with the real AWS provider when the first test asks for it.</summary>
public abstract class AppliedExample : IDisposable
{
    // As many at once as there are, since most of the time is spent waiting.
    private static readonly string[] Always = ["-no-color", "-input=false", "-parallelism=40", "-var=image_tag=1.0.0"];

    private readonly Moto moto;
    private readonly TerraformCommand terraform;
    private readonly string example;
    private readonly string[] variables;
    private readonly Lazy<Task> applied;
    private IReadOnlyDictionary<string, string> environment = new Dictionary<string, string>();
    private string folder = "";
    private bool stands;

    private protected AppliedExample(Moto moto, TerraformCommand terraform, string example, params IEnumerable<string> variables)
    {
        (this.moto, this.terraform, this.example) = (moto, terraform, example);
        this.variables = [.. Always, .. variables];
        applied = new(ApplyAsync);
    }

    /// <summary>Where AWS is.</summary>
    internal Uri Endpoint { get; private set; } = null!;

    /// <summary>AWS, to be asked what there is.</summary>
    internal AwsApi Aws { get; private set; } = null!;

    /// <summary>Applies it, once; here and not with the fixture, because only a test can be skipped where Terraform is missing.</summary>
    internal Task StandsAsync() => applied.Value;

    /// <summary>Plans once more: 0 where nothing would change, 2 where something would.</summary>
    internal Task<(int Code, string Said)> PlanAsync() =>
        terraform.TryAsync(folder, environment, ["plan", "-detailed-exitcode", .. variables]);

    /// <summary>Takes everything down again.</summary>
    internal async Task DestroyAsync()
    {
        await terraform.RunAsync(folder, environment, ["destroy", "-auto-approve", "-refresh=false", .. variables]);
        stands = false;
    }

    /// <summary>What Terraform's state still lists.</summary>
    internal async Task<string> LeftAsync() =>
        stands ? "everything" : (await terraform.RunAsync(folder, environment, "state", "list")).Trim();

    public void Dispose()
    {
        Aws?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What the example says of what it made.</summary>
    private protected JsonNode Output { get; private set; } = new JsonObject();

    private async Task ApplyAsync()
    {
        Endpoint = await moto.EndpointAsync();
        environment = Moto.Environment(Endpoint);
        Aws = new AwsApi(Endpoint);
        folder = Path.Combine(terraform.Copy(), "examples", example);
        await terraform.RunAsync(folder, environment, "init", "-no-color", "-input=false");
        await terraform.RunAsync(folder, environment, ["apply", "-auto-approve", .. variables]);
        stands = true;
        Output = JsonNode.Parse(await terraform.RunAsync(folder, environment, "output", "-json"))!;
    }
}
