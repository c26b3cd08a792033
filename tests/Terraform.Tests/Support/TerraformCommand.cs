using System.Diagnostics;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Terraform.Support;

/// <summary>
/// The machine's own Terraform with the AWS provider that lies on the machine: nothing is downloaded. It works on a copy of
/// <c>infra/terraform</c>, a fresh one for each who asks.
/// </summary>
public sealed class TerraformCommand : IDisposable
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(6);

    private readonly List<string> copies = [];
    private readonly Lazy<string> settings;

    public TerraformCommand() => settings = new(FindSettings);

    /// <summary>A copy of <c>infra/terraform</c>.</summary>
    public string Copy()
    {
        var copy = TemporaryDirectory.Create("terraform");
        lock (copies) copies.Add(copy);
        var sources = Repository.Files(Repository.Terraform, "*").Where(file =>
            !file.Contains(".tfstate", StringComparison.Ordinal) && !file.EndsWith(".lock.hcl", StringComparison.Ordinal));
        foreach (var file in sources)
        {
            var target = Path.Combine(copy, Path.GetRelativePath(Repository.Terraform, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    /// <summary>Runs it to its end.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="environment">What is set besides; null for nothing.</param>
    /// <param name="arguments">Its command line.</param>
    /// <returns>Its exit code, and all that it wrote.</returns>
    public async Task<(int Code, string Said)> TryAsync(
        string folder, IReadOnlyDictionary<string, string>? environment, params IEnumerable<string> arguments)
    {
        if (!ShellCommand.Exists("terraform"))
            MissingPart.Skip("terraform is not installed: https://developer.hashicorp.com/terraform/install, 1.9 or newer");
        var start = new ProcessStartInfo("terraform", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TF_CLI_CONFIG_FILE"] = settings.Value;
        start.Environment["CHECKPOINT_DISABLE"] = "1";
        start.Environment["TF_IN_AUTOMATION"] = "1";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;

        using var process = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(LongestRun, TimeProvider.System);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"terraform {string.Join(' ', arguments)} took longer than {LongestRun}");
        }
    }

    /// <summary>The same, of what must succeed.</summary>
    /// <returns>All that it wrote.</returns>
    public async Task<string> RunAsync(
        string folder, IReadOnlyDictionary<string, string>? environment, params IEnumerable<string> arguments)
    {
        var (code, said) = await TryAsync(folder, environment, arguments);
        return code == 0
            ? said
            : throw new InvalidOperationException($"terraform {string.Join(' ', arguments)} ended with {code}:\n{said}");
    }

    public void Dispose()
    {
        foreach (var copy in copies) Directory.Delete(copy, recursive: true);
    }

    /// <summary>A CLI configuration that knows where the provider lies: the machine's own, or one with the mirror that was found.</summary>
    private string FindSettings()
    {
        var own = Environment.GetEnvironmentVariable("TF_CLI_CONFIG_FILE") ?? Path.Combine(ProviderMirror.Home, ".terraformrc");
        if (File.Exists(own) && File.ReadAllText(own).Contains("provider_installation", StringComparison.Ordinal)) return own;
        var mirror = ProviderMirror.Find();
        if (mirror is null)
        {
            MissingPart.Skip(
                "no AWS provider for Terraform lies on this machine: "
                + "in infra/terraform/examples/complete, terraform providers mirror ~/.terraform.d/plugins");
        }

        var folder = TemporaryDirectory.Create("terraform-settings");
        lock (copies) copies.Add(folder);
        var written = Path.Combine(folder, "terraformrc");
        File.WriteAllText(written, $"provider_installation {{\n  filesystem_mirror {{\n    path = \"{mirror}\"\n  }}\n}}\n");
        return written;
    }
}
