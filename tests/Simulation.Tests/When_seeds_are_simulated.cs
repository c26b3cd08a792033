using System.Globalization;

namespace Pipeline.Simulation.Tests;

[Collection(Worlds.OneAfterAnother)]
public sealed class When_seeds_are_simulated
{
    /// <summary>How many worlds; CI sets more.</summary>
    private static string Seeds => Environment.GetEnvironmentVariable("SIMULATED_SEEDS") ?? "500";

    [Fact]
    public async Task Every_oracle_holds_in_every_world()
    {
        var (exitCode, lines) = await SimulateCommand.RunAsync("--seeds", Seeds);
        exitCode.ShouldBe(0, string.Join('\n', lines));
    }

    [Fact]
    public async Task A_seed_has_one_story_in_every_process()
    {
        // The second process begins with other worlds, so that nothing of those before lives on in it.
        var first = await StoriesAsync(1, 60);
        var second = await StoriesAsync(31, 60);
        foreach (var seed in first.Keys.Intersect(second.Keys)) second[seed].ShouldBe(first[seed], $"seed {seed}");
    }

    private static async Task<Dictionary<string, string>> StoriesAsync(int from, int count)
    {
        string[] range = [.. new[] { from, from + count, 1 }.Select(number => number.ToString(CultureInfo.InvariantCulture))];
        var (_, lines) = await SimulateCommand.RunAsync(["worker", .. range]);
        return lines.Select(line => line.Split('"')).ToDictionary(parts => parts[2], parts => parts[5]);
    }
}
