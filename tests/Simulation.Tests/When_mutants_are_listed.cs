namespace Pipeline.Simulation.Tests;

[Collection(Worlds.OneAfterAnother)]
public sealed class When_mutants_are_listed
{
    [Fact]
    public async Task The_text_of_each_is_in_its_source_once()
    {
        var (exitCode, lines) = await SimulateCommand.RunAsync("--mutants", "--check");
        exitCode.ShouldBe(0, string.Join('\n', lines));
    }
}
