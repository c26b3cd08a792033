using System.Text.Json;

namespace Pipeline.Simulation.Tests;

/// <summary>Runs all scenarios once, in one process.</summary>
public sealed class SimulatedScenarios : IAsyncLifetime
{
    public IReadOnlyDictionary<string, ScenarioLine> ByName { get; private set; } = new Dictionary<string, ScenarioLine>();

    public async ValueTask InitializeAsync()
    {
        var (_, lines) = await SimulateCommand.RunAsync("--scenario", "all", "--json");
        ByName = lines.Select(line => JsonSerializer.Deserialize<ScenarioLine>(line)!).ToDictionary(scenario => scenario.Name);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>How a scenario ended.</summary>
public sealed record ScenarioLine(string Name, string? NotYetMended, IReadOnlyList<string> Faults);
