using System.CommandLine;
using Pipeline.Contracts;
using Pipeline.History.Reading;
using Pipeline.Settings;
using Pipeline.Terminal;

namespace Pipeline.Resolvers;

/// <summary>Prints how a resolver is told to pass the domain's questions to the DNS server of <c>up</c>.</summary>
internal sealed class ResolverCommand(CommandEnvironment environment, Predicate<string> exists)
{
    public Command Create()
    {
        var kind = new Argument<string?>("resolver")
        {
            Description = $"one of {string.Join(", ", ResolverTable.Names)} [the one that runs on this machine]",
            HelpName = "RESOLVER",
            Arity = ArgumentArity.ZeroOrOne,
        };
        kind.CompletionSources.Add([.. ResolverTable.Names]);
        var command = new Command("resolver", "Print the configuration with which a resolver passes the domain to the DNS server of up.")
        {
            kind,
        };
        var options = new SettingOptions(command, SettingTable.Resolving);
        command.SetAction((parsed, _) => Task.FromResult(Print(parsed.GetValue(kind), options.Read(parsed, environment))));
        return command;
    }

    private int Print(string? kind, PipelineSettings settings)
    {
        var resolver = kind is null
            ? ResolverTable.Detect(exists) ?? throw new CommandFailure(
                $"no resolver runs on this machine that could pass a domain on: name one of {string.Join(", ", ResolverTable.Names)}")
            : ResolverTable.Find(kind) ?? throw new CommandFailure(
                $"'{SafeText.Of(kind)}' is no resolver: write one of "
                + string.Join(", ", NearestNames.Find(kind, ResolverTable.Names)), ExitCode.Usage);
        if (settings.Dns.Port == 0)
        {
            throw new CommandFailure(
                "port 0 is any free port: write the one that `up` printed, such as --dns 127.0.0.1:5300", ExitCode.Usage);
        }

        environment.Output.Write(resolver.Write(new(settings.Domain, settings.Dns)));
        return ExitCode.Done;
    }
}
