namespace Pipeline.Projector.Registry;

/// <summary>Delivers the notices of the registry's writers, in any process, to the zone's reconcilers.</summary>
public interface IChangeFeed
{
    /// <summary>
    /// Listens until the connection breaks, and then throws. Earlier commits are not received, so <see cref="ChangeNotice.All"/> is
    /// reported first.
    /// </summary>
    /// <exception cref="Core.Storage.StoreUnavailableException">The connection broke or could not be opened.</exception>
    Task ListenAsync(Action<ChangeNotice> heard, CancellationToken cancel);

    /// <summary>Sends a notice outside a transaction.</summary>
    Task PublishAsync(ChangeNotice notice, CancellationToken cancel);
}
