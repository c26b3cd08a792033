namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>All scenarios by their names.</summary>
internal static class ScenarioTable
{
    public static readonly SortedDictionary<string, IScenario> All = Read();

    private static SortedDictionary<string, IScenario> Read()
    {
        var scenarios = new SortedDictionary<string, IScenario>(StringComparer.Ordinal);
        foreach (var type in typeof(IScenario).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IScenario))))
            scenarios[type.Name] = (IScenario)Activator.CreateInstance(type)!;
        return scenarios;
    }
}
