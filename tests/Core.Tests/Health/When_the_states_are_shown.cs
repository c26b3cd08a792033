using System.Runtime.CompilerServices;
using Pipeline.Core.Health;

namespace Pipeline.Core.Tests.Health;

public sealed class When_the_states_are_shown
{
    [Fact]
    public void The_documented_diagram_is_the_machines_own_export() =>
        Normal(File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "../../../docs/health-states.md")))
            .ShouldContain(Normal($"```mermaid\n{HealthMachine.Diagram()}\n```"));

    [Fact]
    public void Every_state_but_the_last_has_a_way_to_the_end()
    {
        foreach (var state in Enum.GetValues<HealthState>().Where(state => state is not HealthState.Stopped))
            HealthMachine.GetTransitions(state).ShouldContain((HealthTrigger.Ended, HealthState.Stopped), state.ToString());
        HealthMachine.GetTransitions(HealthState.Stopped).ShouldBeEmpty();
    }

    private static string Normal(string text) => text.ReplaceLineEndings("\n");

    private static string Here([CallerFilePath] string file = "") => file;
}
