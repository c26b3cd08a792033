using System.Text.Json;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Support;

/// <summary>
/// A fleet in which incidents are played, seen by the commands and the console of a person on call. Its containers are checked every
/// second. One host goes on reporting, so that the silence of others is theirs.
/// </summary>
public sealed class IncidentFleet(Moto moto, RealPostgres postgres) : IAsyncLifetime
{
    /// <summary>A host is lost after 33 s of silence; the rest is for a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    private StandInEngine? steady;
    private ServiceProcess? agent;

    /// <summary>The processes.</summary>
    public StandInFleet Parts { get; } = new(moto, postgres)
    {
        Settings = new Dictionary<string, string>
        {
            ["Pipeline__Health__Interval"] = "1",
            ["Pipeline__Health__Timeout"] = "1",
            ["Pipeline__Health__Grace"] = "1",
        },
    };

    public async ValueTask InitializeAsync()
    {
        await Parts.InitializeAsync();
        steady = await StandInEngine.StartAsync();
        steady.Run("steady", 4300, variables: "SERVICE_8081_CHECK=none");
        agent = await Parts.StartAgentAsync(steady, "steady-host", "127.0.6.1");
        await Parts.LeadsToAsync("steady", "steady-host:4300");
    }

    /// <summary>Waits until <c>status</c> names an incident of a subject, and ends with 1, and until the first page shows it.</summary>
    internal async Task SeesAsync(string incident, string subject)
    {
        await Eventually.GetAsync(
            () => FindCauseAsync(incident, subject), cause => cause is not null, $"status names {incident}: {subject}", Patience);
        await FirstPage.ShowsAsync(FirstPage.AddressOf(Parts.Projector), incident, subject);
    }

    /// <summary>Waits until <c>status</c> names an incident of a subject no more.</summary>
    internal Task IsOverAsync(string incident, string subject) => Eventually.GetAsync(
        () => FindCauseAsync(incident, subject), found => found is null, $"{incident} of {subject} is over", Patience);

    /// <summary>Waits until <c>why</c> says a text of a subject.</summary>
    internal Task SaysWhyAsync(string subject, string text) => Eventually.GetAsync(
        async () => (await Parts.RunAsync("why", subject)).Output, said => said.Contains(text), $"why {subject} says '{text}'", Patience);

    public async ValueTask DisposeAsync()
    {
        if (agent is not null) await agent.DisposeAsync();
        if (steady is not null) await steady.DisposeAsync();
        await Parts.DisposeAsync();
    }

    /// <summary>The cause that <c>status</c> tells; null if it names no such incident, or ends as if all were right.</summary>
    private async Task<string?> FindCauseAsync(string incident, string subject)
    {
        var status = await Parts.RunAsync("status", "--json");
        var troubles = JsonDocument.Parse(status.Output).RootElement.GetProperty("troubles").EnumerateArray();
        var found = troubles.Where(
            trouble => Text(trouble, "kind") == $"{Incidents.Troubles[incident]}" && Text(trouble, "subject") == subject);
        return status.ExitCode == 1 ? found.Select(trouble => Text(trouble, "cause")).FirstOrDefault() : null;
    }

    private static string? Text(JsonElement trouble, string name) => trouble.GetProperty(name).GetString();
}
