using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Commands.Lists;
using Pipeline.Commands.Rendering;
using Pipeline.Composition;
using Pipeline.Contracts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;
using Pipeline.Core.Registration;
using Pipeline.Databases;
using Pipeline.History.Reading;
using Pipeline.Projector.Names;
using Pipeline.Projector.Registry;
using Pipeline.Settings;
using Pipeline.Store;
using Pipeline.Terminal;

namespace Pipeline.Commands;

/// <summary>Lists who owns which name; gives a name to another owner, or releases it.</summary>
internal sealed class NamesCommand(CommandEnvironment environment)
{
    private const int NamesShown = 3;

    public Command Create()
    {
        var command = new Command("names", "List the names of services with their owners: who may claim them.")
        {
            Give(), Release(),
        };
        var list = new ListOptions(command, Listings.Names.Filters.Select(filter => filter.Option));
        var options = new SettingOptions(command, [.. SettingTable.Reading, .. SettingTable.Names]);
        command.SetAction((parsed, cancel) => ListAsync(
            options.Read(parsed, environment), list.Read(parsed, Listings.Names), cancel));
        return command;
    }

    private Command Give()
    {
        var (name, json) = (NameArgument(), JsonOption());
        var owner = new Argument<string>("owner") { Description = "family:NAME, label:VALUE or image:NAME", HelpName = "OWNER" };
        var command = new Command(
            "give", "Give a name to another owner. The present owner keeps it until the other one has an instance.")
        {
            name, owner, json,
        };
        var options = new SettingOptions(command, [.. SettingTable.Reading, .. SettingTable.Names]);
        command.SetAction((parsed, cancel) => GiveAsync(
            options.Read(parsed, environment), parsed.GetValue(name)!, parsed.GetValue(owner)!, parsed.GetValue(json), cancel));
        return command;
    }

    private Command Release()
    {
        var (name, json) = (NameArgument(), JsonOption());
        var command = new Command(
            "release", "Release a name: whoever claims it next gets it, also its former owner. Its instances stay until then.")
        {
            name, json,
        };
        var options = new SettingOptions(command, [.. SettingTable.Reading, .. SettingTable.Names]);
        command.SetAction((parsed, cancel) => ReleaseAsync(
            options.Read(parsed, environment), parsed.GetValue(name)!, parsed.GetValue(json), cancel));
        return command;
    }

    private static Option<bool> JsonOption() => new("--json") { Description = "print JSON", Arity = ArgumentArity.Zero };

    private static Argument<string> NameArgument() => new("name") { Description = "a name below the domain", HelpName = "NAME" };

    private async Task<int> ListAsync(PipelineSettings settings, ListChoice<NameView> choice, CancellationToken cancel)
    {
        await using var database = await AttachedDatabase.OpenAsync(settings, NullLogger.Instance, cancel);
        await using var registry = new RegistryDatabase(database.ConnectionString, environment.Time);
        var reader = ReaderOf(registry, settings);
        return await new ListRun<NameView>(Listings.Names, choice, environment).RunAsync(reader.NamesAsync, cancel);
    }

    private async Task<int> GiveAsync(PipelineSettings settings, string name, string owner, bool json, CancellationToken cancel)
    {
        if (owner.Contains('*') || NameRulesText.FindOwnerFlaw(owner) is not null)
            throw new CommandFailure(
                $"'{SafeText.Of(owner)}' is no owner: write family:NAME, label:VALUE or image:NAME, without a wildcard", ExitCode.Usage);
        return await ChangeAsync(
            settings, name, json, (writer, owned) => writer.GiveAsync(owned, owner, cancel),
            before => before is { Owner: { } present } && present != owner
                ? $"given to {owner}; it belongs to {present} until {owner} has an instance"
                : $"given to {owner}; nobody else gets it",
            cancel);
    }

    private Task<int> ReleaseAsync(PipelineSettings settings, string name, bool json, CancellationToken cancel) => ChangeAsync(
        settings, name, json, (writer, owned) => writer.ReleaseAsync(owned, "released by hand", cancel),
        before => $"released from {before?.Owner ?? before?.GivenTo ?? "nobody"}; whoever claims it next gets it", cancel);

    /// <param name="settings">The settings.</param>
    /// <param name="name">The name as written.</param>
    /// <param name="json">Whether to print JSON.</param>
    /// <param name="change">Changes the owner.</param>
    /// <param name="describe">What was changed, from the name's view before.</param>
    /// <param name="cancel">Cancels it.</param>
    private async Task<int> ChangeAsync(
        PipelineSettings settings, string name, bool json, Func<RegistryWriter, string, Task<bool>> change,
        Func<NameView?, string> describe, CancellationToken cancel)
    {
        var owned = Parse(name, settings.Domain);
        await using var database = await AttachedDatabase.OpenAsync(settings, NullLogger.Instance, cancel);
        await using var registry = new RegistryDatabase(database.ConnectionString, environment.Time);
        var reader = ReaderOf(registry, settings);
        var before = await reader.NamesAsync(cancel);
        var writer = new RegistryWriter(
            registry.Registry, new Registrar(settings.Domain), environment.Time, NullLogger<RegistryWriter>.Instance);
        var isChanged = false;
        await ConflictRetry.RunAsync(async () => isChanged = await change(writer, owned));
        var known = before.FirstOrDefault(one => one.Name == owned && one.Origin is not "listed");
        if (!isChanged) throw new CommandFailure(DescribeUnchanged(owned, known, before));

        var after = (await reader.NamesAsync(cancel)).FirstOrDefault(one => one.Name == owned)
            ?? new NameView(owned, null, "released", null);
        environment.Output.WriteLine(json
            ? JsonSerializer.Serialize(after, OperatingJson.Default.NameView)
            : $"{owned}: {describe(known)}");
        return ExitCode.Done;
    }

    private static NameReader ReaderOf(RegistryDatabase registry, PipelineSettings settings)
    {
        var rules = OwnersFile.Read(settings.Names(), settings.Domain);
        return new(registry.Documents, () => rules);
    }

    /// <exception cref="CommandFailure">It is no name of a service.</exception>
    private static string Parse(string name, string domain) =>
        ServiceName.Parse(name, domain) switch
        {
            ({ } parsed, _, _) => OwnedName.Of(parsed),
            _ when ServiceName.Parse($"{name}.{domain}", domain).Name is { } longer => OwnedName.Of(longer),
            (_, _, var flaw) => throw new CommandFailure(SafeText.Of(flaw), ExitCode.Usage),
        };

    private static string DescribeUnchanged(string owned, NameView? known, IReadOnlyList<NameView> names)
    {
        if (known is { GivenTo: { } heir }) return $"'{owned}' is given to {heir} already";
        if (known is { Owner: { } owner }) return $"'{owned}' belongs to {owner} already";
        var bound = names.Where(one => one.Origin is "bound").Select(one => one.Name);
        var nearest = NearestNames.FindNear(owned, bound).Take(NamesShown).ToList();
        return $"'{owned}' belongs to nobody"
            + nearest switch
            {
                [] => "",
                [var one] => $"; the nearest name with an owner is {one}",
                _ => $"; the nearest names with an owner are {string.Join(", ", nearest)}",
            }
            + ": ./pipeline names lists all";
    }
}
