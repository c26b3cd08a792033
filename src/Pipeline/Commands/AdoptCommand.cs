using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Composition;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Adoption;
using Pipeline.Databases;
using Pipeline.History.Adopting;
using Pipeline.History.Reading;
using Pipeline.History.Words;
using Pipeline.Settings;
using Pipeline.Store;
using Pipeline.Terminal;

namespace Pipeline.Commands;

/// <summary>Takes over records of the zone that somebody else wrote: shows the plan, and carries it out with <c>--yes</c>.</summary>
internal sealed class AdoptCommand(CommandEnvironment environment)
{
    private const int HostsShown = 5;

    private readonly Argument<string[]> names = new("name")
    {
        Description = "only these names of the domain; who states a name vouches for its records",
        HelpName = "NAME",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<RecordOrigin> from = new("--from")
    {
        Description = "who wrote the records: this system with a lost or restored database (ledger), the agent of the ECS reference design "
            + "(agent), or a person (hand) [ledger]",
        HelpName = "ORIGIN",
        DefaultValueFactory = _ => RecordOrigin.Ledger,
        CustomParser = ParseOrigin,
    };

    private readonly Option<string?> zone = new("--zone") { Description = "the zone, if the ledger has several", HelpName = "ID" };
    private readonly Option<bool> yes = new("--yes") { Description = "take the records over", Arity = ArgumentArity.Zero };
    private readonly Option<bool> json = new("--json") { Description = "print JSON", Arity = ArgumentArity.Zero };

    public Command Create()
    {
        var command = new Command(
            "adopt", "Take over records that somebody else wrote, or that this database does not know. Shows the plan; --yes does it.")
        {
            names, from, zone, yes, json,
        };
        var options = new SettingOptions(command, SettingTable.Planning);
        command.SetAction((parsed, cancel) => RunAsync(options.Read(parsed, environment), parsed, cancel));
        return command;
    }

    private async Task<int> RunAsync(PipelineSettings settings, ParseResult parsed, CancellationToken cancel)
    {
        await using var database = await AttachedDatabase.OpenAsync(settings, NullLogger.Instance, cancel);
        await using var registry = new RegistryDatabase(database.ConnectionString, environment.Time);
        var apply = parsed.GetValue(yes);
        if (apply) await database.DemandSchemaAsync(environment.Time, cancel);
        var desk = registry.Desk(settings.Projector(), settings.Route53Budget);
        var target = await ZoneChoice.OpenAsync(settings, parsed.GetValue(zone), await desk.ZonesAsync(cancel), environment.Time, cancel);
        var adoption = desk.Adoption(target);
        var request = new AdoptionRequest(
            parsed.GetValue(from), [.. parsed.GetValue(names)!.Select(name => FormatAbsolute(name, settings.Domain))]);
        try
        {
            var plan = await adoption.PlanAsync(request, WriteWait, cancel);
            var decision = apply ? await adoption.ApplyAsync(plan, cancel) : plan.Decision;
            Write(AdoptionView.Create(target.Id, settings.Domain, plan, decision, apply), parsed.GetValue(json));
            if (!apply) environment.Errors.WriteLine("nothing was changed: --yes takes the records over");
            else environment.Errors.WriteLine($"done: zone {target.Id} is as desired");
            return ExitCode.Done;
        }
        catch (AdoptionRefusedException refusal)
        {
            throw new CommandFailure($"refused: {refusal.Message}");
        }
    }

    private void Write(AdoptionView view, bool asJson)
    {
        var writer = new AdoptionWriter(environment.Output);
        if (asJson) writer.WriteJson(view);
        else writer.Write(view);
    }

    private void WriteWait(IReadOnlyList<string> hosts)
    {
        var shown = string.Join(", ", hosts.Take(HostsShown)) + (hosts.Count > HostsShown ? $" and {hosts.Count - HostsShown} more" : "");
        environment.Errors.WriteLine(SafeText.Line(
            $"the database may be old: waiting for a full report of each host{(hosts.Count == 0 ? "" : $": {shown}")}"));
    }

    private static string FormatAbsolute(string name, string domain)
    {
        var bare = name.ToLowerInvariant().TrimEnd('.');
        return bare.EndsWith($".{domain}", StringComparison.Ordinal) ? bare : $"{bare}.{domain}";
    }

    private static RecordOrigin ParseOrigin(ArgumentResult result)
    {
        var word = string.Join(' ', result.Tokens.Select(token => token.Value));
        if (Glossary.RecordOrigins.Parse(word) is { } origin) return origin;
        result.AddError(
            $"'{word}' is not an origin: write one of {string.Join(", ", Glossary.RecordOrigins.Terms.Select(term => term.Shown))}");
        return default;
    }
}
