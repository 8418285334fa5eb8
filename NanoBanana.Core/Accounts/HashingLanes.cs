namespace NanoBanana.Core.Accounts;

/// <summary>Who waits for a password to be hashed.</summary>
internal enum HashingLane
{
    SignIn,
    Registration,
    /// <summary>Somebody signed in who proves or changes the password.</summary>
    Account,
}

/// <summary>
/// Places at the hashing of passwords. Each lane is a queue of its own, and sign-ins have every second turn: neither a storm of
/// registrations nor one account's changes keep others from signing in. Who waits too long is sent away, and so is who finds a full lane.
/// </summary>
internal sealed class HashingLanes(int places, int waiting, TimeSpan patience, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<TaskCompletionSource>[] _lanes = [new(), new(), new()];
    private int _free = places;
    private int _turn;

    /// <summary>Waits for a place; it is given back with <see cref="Leave"/>.</summary>
    public async Task EnterAsync(HashingLane lane, CancellationToken cancellationToken)
    {
        LinkedListNode<TaskCompletionSource> node;
        lock (_gate)
        {
            if (_free > 0)
            {
                _free--;
                return;
            }

            if (_lanes[(int)lane].Count >= waiting)
            {
                throw Busy();
            }

            node = _lanes[(int)lane].AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        try
        {
            await node.Value.Task.WaitAsync(patience, time, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            GiveUp(node);
            throw exception is TimeoutException ? Busy() : exception;
        }
    }

    /// <summary>Gives the place to whoever is next.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            if (Next() is { } next)
            {
                next.SetResult();
            }
            else
            {
                _free++;
            }
        }
    }

    private void GiveUp(LinkedListNode<TaskCompletionSource> node)
    {
        bool hasPlace;
        lock (_gate)
        {
            hasPlace = node.List is null;
            node.List?.Remove(node);
        }

        if (hasPlace)
        {
            Leave();
        }
    }

    private TaskCompletionSource? Next()
    {
        var turn = _turn++;
        HashingLane[] order = turn % 2 == 0
            ? [HashingLane.SignIn, HashingLane.Account, HashingLane.Registration]
            : turn % 4 == 1
                ? [HashingLane.Account, HashingLane.Registration, HashingLane.SignIn]
                : [HashingLane.Registration, HashingLane.Account, HashingLane.SignIn];
        foreach (var lane in order.Select(lane => _lanes[(int)lane]).Where(lane => lane.Count > 0))
        {
            var next = lane.First!.Value;
            lane.RemoveFirst();
            return next;
        }

        return null;
    }

    private static BusyException Busy() => new("Too many people sign in at this moment. Try again soon.");
}
