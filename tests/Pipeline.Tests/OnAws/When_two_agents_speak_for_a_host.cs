using System.Text.Json.Nodes;
using Pipeline.History.Reading;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.OnAws;

/// <summary>Two machines have one name, each with an engine, an agent and an address of its own.</summary>
[Collection(typeof(HostTests))]
public sealed class When_two_agents_speak_for_a_host(StandInFleet fleet)
{
    private const string Host = "twin", First = "127.0.5.1", Second = "127.0.5.2";

    [Fact]
    public async Task One_is_believed_and_the_conflict_is_shown_and_the_other_takes_over_when_it_falls_silent()
    {
        await using var engine = await StandInEngine.StartAsync();
        await using var other = await StandInEngine.StartAsync();
        var (ofFirst, ofSecond) = (engine.Run("twin-first", 4201), other.Run("twin-second", 4202));
        await using var first = await fleet.StartAgentAsync(engine, Host, First);
        await fleet.LeadsToAsync("twin-first", $"{Host}:4201");

        await using (var second = await fleet.StartAgentAsync(other, Host, Second))
        {
            await OneIsBelievedAsync();
            await fleet.LogsAsync($"Host {Host} is heard but not believed: two agents speak for it at once");
            await Eventually.ThatAsync(async () => IsConflict(await ListedDoubtAsync()), "the command lists the conflict");
            await second.KillAsync();
        }

        await fleet.LeadsToAsync("twin-first", $"{Host}:4201");
        await fleet.LeadsToAsync("twin-second");
        await fleet.SeesAsync(Host, host => host is { Status: "live", Doubt: null, Address: First }, "one alone speaks");
        await fleet.HealthEndsAsync(ofSecond);

        await using var back = await fleet.StartAgentAsync(other, Host, Second);
        await OneIsBelievedAsync();

        await first.StopAsync();
        await fleet.SeesAsync(Host, host => host is { Status: "live", Doubt: null, Address: Second }, "one alone speaks again");
        await fleet.LeadsToAsync("twin-second", $"{Host}:4202");
        await fleet.LeadsToAsync("twin-first");
        await fleet.HasAddressAsync(Host, Second);
        await fleet.HealthEndsAsync(ofFirst);
    }

    /// <summary>The newcomer, unless the machine is so busy that it fell silent meanwhile: then the other one.</summary>
    private async Task OneIsBelievedAsync() => await Eventually.ThatAsync(
        async () => (await fleet.ListAsync()).Single(host => host.Name == Host) is { Status: "live" } host
            && (IsBelieved(host, Second, First) && Answers("twin-second", 4202, "twin-first")
                || IsBelieved(host, First, Second) && Answers("twin-first", 4201, "twin-second")),
        "two speak for it at once, and one of them is believed");

    private static bool IsBelieved(HostView host, string believed, string doubted) =>
        host.Address == believed && IsConflict(host.Doubt)
        && host.Doubt!.Contains($"the one at {believed} is believed, the one at {doubted} is not");

    private bool Answers(string service, int port, string silent) =>
        fleet.Places(service).SequenceEqual([$"{Host}:{port}"]) && fleet.Places(silent).Count == 0;

    private static bool IsConflict(string? doubt) => doubt?.Contains("two agents speak for it at once") is true;

    private async Task<string?> ListedDoubtAsync()
    {
        var hosts = await PipelineCommand.RunAsync("hosts", "--json", "--database", fleet.Database);
        return (string?)JsonNode.Parse(hosts.Output)!.AsArray().Single(host => (string?)host!["name"] == Host)!["doubt"];
    }
}
