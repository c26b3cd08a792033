namespace Pipeline.Projector.Registry;

/// <summary>Carries the notices of the registry's writers, in whichever process, to those who keep the zone.</summary>
public interface IChangeFeed
{
    /// <summary>
    /// Listens until the connection breaks, and then throws. Earlier commits are not received, so <see cref="ChangeNotice.All"/> is
    /// reported first.
    /// </summary>
    /// <exception cref="Core.Storage.StoreUnavailableException">The connection broke, or there was none.</exception>
    Task ListenAsync(Action<ChangeNotice> heard, CancellationToken cancel);

    /// <summary>Sends a notice that belongs to no transaction.</summary>
    Task PublishAsync(ChangeNotice notice, CancellationToken cancel);
}
