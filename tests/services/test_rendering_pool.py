"""Workers on standby are started once, ended once, and come back for the next who asks."""

import threading

from kb.services.rendering import Standby


class Pool:
    def __init__(self):
        self.closed = 0

    def close(self):
        self.closed += 1


def test_nothing_is_started_before_it_is_needed():
    started = []
    standby = Standby(lambda: started.append(1))
    standby.close()
    assert started == []


def test_all_who_ask_at_once_get_the_same_workers():
    made, got = [], []
    standby = Standby(lambda: made.append(Pool()) or made[-1])
    threads = [threading.Thread(target=lambda: got.append(standby.get())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1 and set(map(id, got)) == {id(made[0])}
    standby.close()


def test_workers_are_ended_once_and_begun_anew():
    made = []
    standby = Standby(lambda: made.append(Pool()) or made[-1])
    first = standby.get()
    standby.close()
    standby.close()
    second = standby.get()
    standby.close()
    assert first is not second
    assert [pool.closed for pool in made] == [1, 1]
