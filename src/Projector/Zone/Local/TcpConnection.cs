using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;

namespace Pipeline.Projector.Zone.Local;

/// <summary>
/// One client's connection: any number of queries, each with a length prefix of two bytes, answered in order (RFC 7766). What has arrived
/// is answered together. The idle time before a query, its transfer and the transfer of its answer may take <see cref="Patience"/> in
/// total.
/// </summary>
internal sealed class TcpConnection
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const int Prefix = sizeof(ushort);

    /// <summary>The longest message with its prefix.</summary>
    private const int Longest = Prefix + ushort.MaxValue;

    private readonly Socket socket;
    private readonly Responder responder;
    private readonly TimeProvider clock;
    private readonly ITimer deadline;
    private long lastHeard;

    public TcpConnection(Socket socket, Responder responder, TimeProvider clock)
    {
        (this.socket, this.responder, this.clock) = (socket, responder, clock);
        socket.NoDelay = true;
        lastHeard = clock.GetTimestamp();
        deadline = clock.CreateTimer(_ => Close(), null, Patience, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The clock's timestamp after the last complete query.</summary>
    public long LastHeard => Volatile.Read(ref lastHeard);

    /// <summary>Closes the connection immediately.</summary>
    public void Close() => socket.Dispose();

    /// <summary>Answers queries until the connection ends, times out or is closed; never throws.</summary>
    public async Task ServeAsync()
    {
        await Task.Yield();
        var queries = ArrayPool<byte>.Shared.Rent(Longest);
        var responses = ArrayPool<byte>.Shared.Rent(2 * Longest);
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            for (var waiting = 0; await stream.ReadAsync(queries.AsMemory(waiting)) is > 0 and var arrived;)
                waiting = await AnswerAsync(stream, queries, waiting + arrived, responses);
        }
        catch (Exception failure) when (failure is IOException or SocketException or ObjectDisposedException)
        {
        }
        finally
        {
            await deadline.DisposeAsync();
            ArrayPool<byte>.Shared.Return(queries);
            ArrayPool<byte>.Shared.Return(responses);
        }
    }

    /// <summary>Answers all queries that have arrived whole.</summary>
    /// <returns>The number of bytes of the one that has not, which are moved to the beginning.</returns>
    private async Task<int> AnswerAsync(NetworkStream stream, byte[] queries, int arrived, byte[] responses)
    {
        var (read, written) = (0, 0);
        while (FindQuery(queries.AsSpan(read, arrived - read)) is { } length)
        {
            written += Answer(queries.AsSpan(read + Prefix, length), responses.AsSpan(written));
            read += Prefix + length;
            if (written <= Longest) continue;
            await stream.WriteAsync(responses.AsMemory(0, written));
            written = 0;
        }

        if (read == 0) return arrived;
        Volatile.Write(ref lastHeard, clock.GetTimestamp());
        if (written > 0) await stream.WriteAsync(responses.AsMemory(0, written));
        deadline.Change(Patience, Timeout.InfiniteTimeSpan);
        queries.AsSpan(read, arrived - read).CopyTo(queries);
        return arrived - read;
    }

    /// <summary>The length of the query at the beginning; null if it has not arrived whole.</summary>
    private static int? FindQuery(ReadOnlySpan<byte> arrived) =>
        arrived.Length >= Prefix && BinaryPrimitives.ReadUInt16BigEndian(arrived) is var length && arrived.Length >= Prefix + length
            ? length
            : null;

    private int Answer(ReadOnlySpan<byte> query, Span<byte> response)
    {
        var length = responder.Respond(query, Transport.Tcp, response[Prefix..]);
        if (length == 0) return 0;
        BinaryPrimitives.WriteUInt16BigEndian(response, (ushort)length);
        return Prefix + length;
    }
}
