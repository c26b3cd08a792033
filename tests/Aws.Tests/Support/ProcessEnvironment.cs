using Amazon.Runtime;

namespace Pipeline.Aws.Tests.Support;

/// <summary>Tests that change the process's environment do not run in parallel with others.</summary>
[CollectionDefinition(nameof(ProcessEnvironment), DisableParallelization = true)]
public sealed class ProcessEnvironment;

/// <summary>Sets environment variables during a test. All other AWS variables are unset, and IMDS is disabled.</summary>
internal sealed class Variables : IDisposable
{
    private readonly Dictionary<string, string?> before = [];

    public Variables(params IEnumerable<(string Name, string Value)> variables)
    {
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToList()) Set(name, null);
        Set("AWS_EC2_METADATA_DISABLED", "true");
        Set("AWS_CONFIG_FILE", "/nonexistent");
        Set("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent");
        foreach (var (name, value) in variables) Set(name, value);
        FallbackRegionFactory.Reset();
    }

    public void Dispose()
    {
        foreach (var (name, value) in before) Environment.SetEnvironmentVariable(name, value);
        FallbackRegionFactory.Reset();
    }

    private void Set(string name, string? value)
    {
        before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }
}
