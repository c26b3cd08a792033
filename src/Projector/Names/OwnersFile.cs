using Microsoft.Extensions.Hosting;
using Pipeline.Core.Names;
using Pipeline.Projector.Settings;
using Pipeline.Projector.Telemetry;

namespace Pipeline.Projector.Names;

/// <summary>
/// The rules of names in force. A process that decides by them does not start with a bad file or list; one that only shows them starts, and
/// tries again. While it runs, the file is read again and again; a changed file holds as a whole or not at all, when two readings found the
/// same: while a line is bad, the rules before it stay in force. A list that is a setting never changes.
/// </summary>
/// <param name="settings">Where the file is, and what holds beside it.</param>
/// <param name="use">Whether this process decides by the rules.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
/// <remarks>
/// It runs only where a file or a list is set. The file is read again instead of watched, because changes of mounted files (volumes, links
/// that are replaced) are not announced.
/// </remarks>
public sealed class OwnersFile(ProjectorSettings settings, OwnersFileUse use, TimeProvider time, ILogger<OwnersFile> log)
    : BackgroundService, IHostedLifecycleService
{
    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(5);

    private volatile NameRules rules = new([], settings.Names.Unlisted);
    private volatile string? unread;
    private volatile int changes;
    private string? lastRead;
    private string? found;

    public NameRules Rules => rules;

    /// <summary>How often other rules came into force since the process started.</summary>
    public int Changes => changes;

    /// <summary>Why nothing of the file is known yet; null once it was read.</summary>
    public string? Unread => unread;

    /// <exception cref="OwnersFileException">The file cannot be read, or a line of it is bad.</exception>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (settings.Names.OwnersFile is { } path) Take(path, found = ReadText(path));
            else rules = Read(settings.Names, settings.Domain);
        }
        catch (OwnersFileException bad) when (use is OwnersFileUse.Shows)
        {
            unread = bad.Message;
        }

        return Task.CompletedTask;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Names.OwnersFile is not { } path) return;
        var flaw = (string?)null;
        using var timer = new PeriodicTimer(ReadEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                // Somebody may be writing it: a file that is emptied first would be a list without a name. What two readings find holds.
                var text = ReadText(path);
                var isWritten = text == found;
                found = text;
                if (!isWritten) continue;
                if (text != lastRead)
                {
                    Take(path, text);
                    changes++;
                    log.OwnersChanged(path, rules.Listed.Length);
                }

                flaw = null;
            }
            catch (OwnersFileException bad)
            {
                if (bad.Message != flaw) log.OwnersUnchanged(bad.Message);
                flaw = bad.Message;
            }

            ProjectorTelemetry.OwnersRead(flaw is null);
        }
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Reads what is set, without keeping it in force.</summary>
    /// <exception cref="OwnersFileException">The file cannot be read, or a line is bad.</exception>
    public static NameRules Read(NameSettings settings, string domain) => settings switch
    {
        { OwnersFile: { } path } => ParseFile(path, ReadText(path), settings, domain),
        { OwnersList: { } list } => Parse(list, "list", "NameOwnersList", settings, domain),
        _ => new NameRules([], settings.Unlisted),
    };

    private void Take(string path, string text)
    {
        (rules, unread) = (ParseFile(path, text, settings.Names, settings.Domain), null);
        lastRead = text;
    }

    private static NameRules ParseFile(string path, string text, NameSettings settings, string domain) =>
        Parse(text, $"file {path}", "NameOwners", settings, domain);

    private static NameRules Parse(string text, string source, string setting, NameSettings settings, string domain)
    {
        var (listed, errors) = NameRulesText.Parse(text, domain);
        return errors is [] ? new NameRules(listed, settings.Unlisted) : throw new OwnersFileException(
            $"the owners' {source} is not valid: {string.Join("; ", errors)}; correct it, or unset Pipeline__{setting}");
    }

    private static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new OwnersFileException($"the owners' file cannot be read: {failure.Message.TrimEnd('.')}; "
                + "make it readable, or unset Pipeline__NameOwners");
        }
    }
}
