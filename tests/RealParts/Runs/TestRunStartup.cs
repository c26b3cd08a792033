using Xunit.Sdk;
using Xunit.v3;

namespace Pipeline.Tests.RealParts.Runs;

/// <summary>Begins a run before anything of a test assembly runs, and ends it after the last.</summary>
public sealed class TestRunStartup : ITestPipelineStartup
{
    public async ValueTask StartAsync(IMessageSink diagnosticMessageSink) => await TestRun.CurrentAsync();

    public async ValueTask StopAsync() => await TestRun.Current.EndAsync();
}
